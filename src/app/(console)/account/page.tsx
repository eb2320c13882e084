import type { Metadata } from 'next';
import { ProfilePage } from '@/ui/account/profile-page';

export const metadata: Metadata = { title: 'Account' };

export default function Page() {
  return <ProfilePage />;
}
