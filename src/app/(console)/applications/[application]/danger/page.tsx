import { DangerPage } from '@/ui/application/danger-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <DangerPage uuid={(await params).application} />;
}
