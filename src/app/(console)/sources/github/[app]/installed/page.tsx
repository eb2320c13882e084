import type { Metadata } from 'next';
import { InstalledPage } from '@/ui/git-source/installed-page';

export const metadata: Metadata = { title: 'GitHub App' };

export default async function Page({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  return <InstalledPage app={app} />;
}
