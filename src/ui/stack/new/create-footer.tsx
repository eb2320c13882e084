import { SwitchField } from '../../forms/switch-field';
import { Button } from '../../primitives/button';
import { ButtonLink } from '../../primitives/button-link';

interface CreateFooterProps {
  canStart: boolean;
  startsAtOnce: boolean;
  isBusy: boolean;
  /** Label and target of the second button. */
  back: { label: string; href: string };
}

/** Footer of a form that creates a service: the start switch and the buttons. */
export function CreateFooter({ canStart, startsAtOnce, isBusy, back }: CreateFooterProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 border-line border-t pt-4">
      <SwitchField name="instant_deploy" label="Start immediately" disabled={!canStart} />
      <div className="flex gap-2">
        <ButtonLink href={back.href}>{back.label}</ButtonLink>
        <Button type="submit" variant="primary" busy={isBusy}>
          {canStart && startsAtOnce ? 'Create and start' : 'Create service'}
        </Button>
      </div>
    </div>
  );
}
