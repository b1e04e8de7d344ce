import type { ReactNode } from 'react';
import { Icon } from '../kit/Icon.tsx';
import { say } from '../words/say.ts';
import { useTogether } from './useTogether.ts';

/** Who else has the case before them now. */
export function Presence({ caseId }: { caseId: string }): ReactNode {
  const together = useTogether(caseId);
  // who has the case is named beside already
  const present = (together?.present ?? []).filter((one) => one.staffId !== together?.lease?.holder.staffId);
  if (present.length === 0) return null;
  return <p className="presence muted"><Icon name="eye" /> {say('together.present', { count: present.length, names: present.map((one) => one.name).join(', ') })}</p>;
}
