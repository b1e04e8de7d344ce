import type { ReactNode } from 'react';
import { Icon } from '../kit/Icon.tsx';
import { say } from '../words/say.ts';
import { useTogether } from './useTogether.ts';

/** Who else has the case before them now. */
export function Presence({ caseId }: { caseId: string }): ReactNode {
  const present = useTogether(caseId)?.present ?? [];
  if (present.length === 0) return null;
  return <p className="presence muted"><Icon name="eye" /> {say('together.present', { count: present.length, names: present.map((one) => one.name).join(', ') })}</p>;
}
