import type { Metadata } from 'next';
import { RegisterPage } from '@/ui/session/register-page';

export const metadata: Metadata = { title: 'Create an account' };

export default function Page() {
  return <RegisterPage />;
}
