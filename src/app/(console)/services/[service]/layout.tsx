import type { ReactNode } from 'react';
import { StackLayout } from '@/ui/stack/stack-layout';

export default async function Layout({
  params,
  children,
}: {
  params: Promise<{ service: string }>;
  children: ReactNode;
}) {
  return <StackLayout uuid={(await params).service}>{children}</StackLayout>;
}
