import { ApplicationVariablesPage } from '@/ui/application/application-variables-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <ApplicationVariablesPage uuid={(await params).application} />;
}
