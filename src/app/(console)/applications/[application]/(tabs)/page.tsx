import { OverviewPage } from '@/ui/application/overview-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <OverviewPage uuid={(await params).application} />;
}
