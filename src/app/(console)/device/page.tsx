import type { Metadata } from 'next';
import { DevicePage } from '@/ui/device-login/device-page';

export const metadata: Metadata = { title: 'Sign in a command line' };

export default function Page() {
  return <DevicePage />;
}
