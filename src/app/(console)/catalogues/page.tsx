import type { Metadata } from 'next';
import { CataloguesPage } from '@/ui/catalogue/catalogues-page';

export const metadata: Metadata = { title: 'Catalogues' };

export default function Page() {
  return <CataloguesPage />;
}
