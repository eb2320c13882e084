import { StackDangerPage } from '@/ui/stack/stack-danger-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackDangerPage uuid={(await params).service} />;
}
