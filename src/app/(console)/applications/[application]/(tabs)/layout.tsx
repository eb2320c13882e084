import type { ReactNode } from 'react';
import { ApplicationLayout } from '@/ui/application/application-layout';

export default async function Layout({
  params,
  children,
}: {
  params: Promise<{ application: string }>;
  children: ReactNode;
}) {
  return <ApplicationLayout uuid={(await params).application}>{children}</ApplicationLayout>;
}
