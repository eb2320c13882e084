import { LogsPage } from '@/ui/application/logs-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <LogsPage uuid={(await params).application} />;
}
