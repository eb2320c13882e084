import { StackOperationPage } from '@/ui/stack/stack-operation-page';

export default async function Page({ params }: { params: Promise<{ service: string; operation: string }> }) {
  const { service, operation } = await params;
  return <StackOperationPage stack={service} operation={operation} />;
}
