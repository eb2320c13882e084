import { StackLogsPage } from '@/ui/stack/stack-logs-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackLogsPage uuid={(await params).service} />;
}
