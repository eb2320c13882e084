import type { Metadata } from 'next';
import { S3StoragesPage } from '@/ui/s3-storage/s3-storages-page';

export const metadata: Metadata = { title: 'S3 storages' };

export default function Page() {
  return <S3StoragesPage />;
}
