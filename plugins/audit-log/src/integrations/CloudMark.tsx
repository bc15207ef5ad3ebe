import { makeStyles } from '@material-ui/core/styles';
import { Cloud } from './integrationForm';

const useStyles = makeStyles(
  theme => {
    const dark = theme.palette.type === 'dark';
    const tint = (light: string, night: string) => ({
      color: dark ? night : light,
    });
    return {
      root: {
        flexShrink: 0,
        width: 36,
        height: 36,
        '& text': {
          fontFamily: theme.typography.fontFamily,
          fontSize: 12,
          fontWeight: 700,
        },
      },
      s3: tint('#8a4b00', '#ffb74d'),
      compatible: tint('#5d4037', '#d7b8a8'),
      azure: tint('#0b5394', '#90caf9'),
      gcs: tint('#1b7a32', '#71cf88'),
      local: tint('#555', '#bbb'),
    };
  },
  { name: 'AuditLogCloudMark' },
);

const letters: Record<Cloud, string> = {
  s3: 'S3',
  compatible: 'S3+',
  azure: 'Az',
  gcs: 'GC',
  local: 'FS',
};

/** A small drawn sign for a cloud; its name stands beside it. */
export function CloudMark(props: { cloud: Cloud }) {
  const { cloud } = props;
  const classes = useStyles();
  return (
    <svg
      className={`${classes.root} ${classes[cloud]}`}
      viewBox="0 0 36 36"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden
      focusable="false"
    >
      {/* A bucket with its letters. */}
      <ellipse cx="18" cy="8" rx="14" ry="4" />
      <path d="M4 8l3 21c.4 2.2 5 3.5 11 3.5s10.6-1.3 11-3.5L32 8" />
      <text x="18" y="25" textAnchor="middle" fill="currentColor" stroke="none">
        {letters[cloud]}
      </text>
    </svg>
  );
}
