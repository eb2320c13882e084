import { PreviewsPage } from '@/ui/previews/previews-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <PreviewsPage uuid={(await params).application} />;
}
