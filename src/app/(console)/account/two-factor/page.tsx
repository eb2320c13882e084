import type { Metadata } from 'next';
import { TwoFactorPage } from '@/ui/account/two-factor/two-factor-page';

export const metadata: Metadata = { title: 'Two-factor' };

export default function Page() {
  return <TwoFactorPage />;
}
