import { StackTasksPage } from '@/ui/stack/stack-tasks-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackTasksPage uuid={(await params).service} />;
}
