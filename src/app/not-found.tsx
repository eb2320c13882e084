import { MissingPage } from '@/ui/feedback/missing-page';

export default function NotFound() {
  return (
    <main className="mx-auto max-w-6xl px-4 sm:px-8">
      <MissingPage />
    </main>
  );
}
