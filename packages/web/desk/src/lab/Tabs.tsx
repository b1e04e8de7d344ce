import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface Tab { id: string; label: string; count?: number | undefined; tone?: 'danger' | 'success' | undefined }

/** Parts of a view, each with an address of its own. */
export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }): ReactNode {
  const search = useSearch({ strict: false }) as { tab?: string; decision?: string };
  const now = useTab(tabs);
  return (
    <nav className="lab-tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.id} to="." search={{ ...search, tab: tab.id }} replace aria-current={tab.id === now ? 'page' : undefined}>
          {tab.label}{tab.count !== undefined && <span className="lab-count" data-tone={tab.tone}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

export function useTab(tabs: Tab[]): string {
  const { tab } = useSearch({ strict: false }) as { tab?: string };
  return tabs.find((one) => one.id === tab)?.id ?? tabs[0]!.id;
}
