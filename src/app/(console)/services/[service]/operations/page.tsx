import { StackOperationsPage } from '@/ui/stack/stack-operations-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackOperationsPage uuid={(await params).service} />;
}
