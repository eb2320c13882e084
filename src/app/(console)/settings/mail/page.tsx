import type { Metadata } from 'next';
import { MailPage } from '@/ui/settings/mail-page';

export const metadata: Metadata = { title: 'Mail' };

export default function Page() {
  return <MailPage />;
}
