import { RolePage } from '@/ui/roles/role-page';

export default async function Page({ params }: { params: Promise<{ role: string }> }) {
  return <RolePage id={(await params).role} />;
}
