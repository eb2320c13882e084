import type { Metadata } from 'next';
import { PasswordPage } from '@/ui/account/password-page';

export const metadata: Metadata = { title: 'Password' };

export default function Page() {
  return <PasswordPage />;
}
