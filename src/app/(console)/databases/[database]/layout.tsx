import type { ReactNode } from 'react';
import { DatabaseLayout } from '@/ui/database/database-layout';

export default async function Layout({
  params,
  children,
}: {
  params: Promise<{ database: string }>;
  children: ReactNode;
}) {
  return <DatabaseLayout uuid={(await params).database}>{children}</DatabaseLayout>;
}
