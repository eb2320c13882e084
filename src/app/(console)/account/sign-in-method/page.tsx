import type { Metadata } from 'next';
import { SignInMethodPage } from '@/ui/account/sign-in-method-page';

export const metadata: Metadata = { title: 'Sign-in method' };

export default function Page() {
  return <SignInMethodPage />;
}
