import { ApplicationTasksPage } from '@/ui/application/application-tasks-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <ApplicationTasksPage uuid={(await params).application} />;
}
