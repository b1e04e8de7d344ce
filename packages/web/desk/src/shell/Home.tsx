import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from './me.tsx';
import { menuFor } from './menu-entries.ts';

/** The desk opens where one's work is: the first view of the menu. */
export default function Home(): ReactNode {
  const [first] = menuFor(useMe());
  return <Navigate to={first!.path} replace />;
}
