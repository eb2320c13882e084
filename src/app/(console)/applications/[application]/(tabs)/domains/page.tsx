import { DomainsPage } from '@/ui/application/domains-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <DomainsPage uuid={(await params).application} />;
}
