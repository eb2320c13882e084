import type { Metadata } from 'next';
import { PrivateKeysPage } from '@/ui/private-key/private-keys-page';

export const metadata: Metadata = { title: 'Private keys' };

export default function Page() {
  return <PrivateKeysPage />;
}
