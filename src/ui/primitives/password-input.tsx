'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { Input } from './input';

/** Input for a password, which the user can reveal while typing. */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input {...rest} type={isShown ? 'text' : 'password'} className={cn('pr-10', className)} />
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Show what is typed"
        aria-pressed={isShown}
        onClick={() => setShown((shown) => !shown)}
        className="absolute top-1/2 right-1 -translate-y-1/2"
      >
        <Icon aria-hidden />
      </Button>
    </span>
  );
}
