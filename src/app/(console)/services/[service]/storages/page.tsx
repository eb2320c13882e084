import { StackStoragesPage } from '@/ui/stack/stack-storages-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackStoragesPage uuid={(await params).service} />;
}
