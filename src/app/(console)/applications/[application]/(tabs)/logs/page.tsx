import { ApplicationLogsPage } from '@/ui/application/application-logs-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <ApplicationLogsPage uuid={(await params).application} />;
}
