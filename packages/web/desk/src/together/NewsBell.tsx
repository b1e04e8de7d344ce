import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../kit/Icon.tsx';
import { toast } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import { useLiveNews } from './live.ts';
import { useNews } from './useNews.ts';

/** How many news are unread; a new one is told at once, wherever one is. */
export function NewsBell(): ReactNode {
  useLiveNews();
  const { data } = useNews();
  const known = useRef<Set<string>>(undefined);
  useEffect(() => {
    if (!data) return;
    const unread = data.items.filter((one) => !one.read);
    if (known.current) for (const one of unread) if (!known.current.has(one.id)) toast(say(`together.news.${one.kind}`, { name: one.by.name, number: one.number }), { tone: 'info', more: one.text });
    known.current = new Set(data.items.map((one) => one.id));
  }, [data]);
  return (
    <Link to="/news" className="top-button bell">
      <Icon name="bell" />
      {data !== undefined && data.unread > 0 && <span className="count">{data.unread}</span>}
      <span className="sr">{say('together.news.unread', { count: data?.unread ?? 0 })}</span>
    </Link>
  );
}
