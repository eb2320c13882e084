import type { Metadata } from 'next';
import { SecurityPage } from '@/ui/settings/security-page';

export const metadata: Metadata = { title: 'Instance settings' };

export default function Page() {
  return <SecurityPage />;
}
