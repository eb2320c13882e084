import { redirect } from 'next/navigation';
import { paths } from '@/ui/paths';

export default function Page(): never {
  redirect(paths.home());
}
