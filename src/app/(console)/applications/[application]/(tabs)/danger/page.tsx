import { ApplicationDangerPage } from '@/ui/application/application-danger-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <ApplicationDangerPage uuid={(await params).application} />;
}
