import { VariablesPage } from '@/ui/variables/variables-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <VariablesPage uuid={(await params).application} />;
}
