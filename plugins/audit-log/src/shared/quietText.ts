import { Theme } from '@material-ui/core/styles';

/**
 * Colour of text that steps back. Unlike the theme's own it can be read on
 * the tinted rows of a table and on the page itself.
 */
export function quietText(theme: Theme): string {
  return theme.palette.type === 'dark'
    ? theme.palette.text.secondary
    : '#595959';
}
