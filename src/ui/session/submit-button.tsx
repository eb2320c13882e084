import { useFormState } from 'react-hook-form';
import { Button } from '../primitives/button';

/** Submit button of a public form: as wide as the form, busy while it is being submitted. */
export function SubmitButton({ children }: { children: string }) {
  const { isSubmitting } = useFormState();
  return (
    <Button type="submit" variant="primary" size="lg" busy={isSubmitting} className="w-full">
      {children}
    </Button>
  );
}
