import type { Metadata } from 'next';
import { GeneralPage } from '@/ui/organization/general-page';

export const metadata: Metadata = { title: 'Organization' };

export default function Page() {
  return <GeneralPage />;
}
