import { StackVariablesPage } from '@/ui/stack/stack-variables-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackVariablesPage uuid={(await params).service} />;
}
