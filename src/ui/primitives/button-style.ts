import { cva, type VariantProps } from 'class-variance-authority';

/** Styles of buttons, and of links that look like one. */
export const buttonStyle = cva(
  'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-accent-ink shadow-raised hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-ink shadow-raised hover:bg-hover',
        ghost: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
        danger: 'border-transparent bg-danger text-accent-ink shadow-raised hover:bg-danger-hover',
        'danger-quiet': 'border-line-strong bg-surface text-bad shadow-raised hover:bg-bad-soft',
      },
      size: {
        sm: 'h-7 px-2 text-xs [&_svg]:size-3.5',
        md: 'h-8 px-3 text-sm [&_svg]:size-4',
        lg: 'h-10 px-4 text-base [&_svg]:size-4',
        icon: 'size-8 [&_svg]:size-4',
        'icon-sm': 'size-7 [&_svg]:size-3.5',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonLook = VariantProps<typeof buttonStyle>;
