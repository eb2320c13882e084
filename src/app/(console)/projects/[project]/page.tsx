import { ProjectPage } from '@/ui/project/project-page';

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  return <ProjectPage uuid={(await params).project} />;
}
