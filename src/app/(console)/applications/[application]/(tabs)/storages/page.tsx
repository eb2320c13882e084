import { ApplicationStoragesPage } from '@/ui/application/application-storages-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <ApplicationStoragesPage uuid={(await params).application} />;
}
