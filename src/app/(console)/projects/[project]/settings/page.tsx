import { ProjectSettingsPage } from '@/ui/project/project-settings-page';

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  return <ProjectSettingsPage uuid={(await params).project} />;
}
