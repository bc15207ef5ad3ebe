import { RefObject, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../words';

/** Fewer sections than this are seen at a glance. */
const MIN_SECTIONS = 4;

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'sticky',
      top: theme.spacing(2),
      width: 176,
      fontFamily: theme.typography.fontFamily,
      fontSize: '0.875rem',
      '& ul': { margin: 0, padding: 0, listStyle: 'none' },
      [theme.breakpoints.down('md')]: { display: 'none' },
    },
    link: {
      display: 'block',
      padding: theme.spacing(0.75, 1.5),
      borderLeft: `2px solid ${theme.palette.divider}`,
      color: theme.palette.text.primary,
      textDecoration: 'none',
      '&:hover, &:focus-visible': { borderColor: 'currentColor' },
      '&[aria-current]': { borderColor: 'currentColor', fontWeight: 600 },
    },
  }),
  { name: 'AuditLogSectionNav' },
);

interface Section {
  id: string;
  heading: string;
}

/** Leads to the sections of a long page, beside it where there is room. */
export function SectionNav(props: { page: RefObject<HTMLElement> }) {
  const t = useWords();
  const classes = useStyles();
  const sections = useSections(props.page);
  const current = useCurrent(sections);
  useArrival(sections);
  if (sections.length < MIN_SECTIONS) {
    return null;
  }
  return (
    <nav className={classes.root} aria-label={t('settings.sections')}>
      <ul>
        {sections.map(({ id, heading }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className={classes.link}
              aria-current={id === current ? 'location' : undefined}
            >
              {heading}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Shows the section that a link names, once it is there. */
function useArrival(sections: Section[]): void {
  const { hash, key } = useLocation();
  const arrived = useRef<string>();
  useEffect(() => {
    const section = sections.find(({ id }) => `#${id}` === decoded(hash));
    if (section && arrived.current !== key) {
      arrived.current = key;
      document.getElementById(section.id)?.scrollIntoView?.();
    }
  }, [sections, hash, key]);
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Every section with an id, in the order of the page, as they come and go. */
function useSections(page: RefObject<HTMLElement>): Section[] {
  const [sections, setSections] = useState<Section[]>([]);
  useEffect(() => {
    const root = page.current;
    if (!root) {
      return undefined;
    }
    const read = () =>
      setSections(before => {
        const found = [...root.querySelectorAll('section[id]')].map(
          section => ({
            id: section.id,
            heading: section.querySelector('h2')?.textContent ?? '',
          }),
        );
        const isSame = JSON.stringify(found) === JSON.stringify(before);
        return isSame ? before : found;
      });
    read();
    const observer = new MutationObserver(read);
    observer.observe(root, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [page]);
  return sections;
}

/** The uppermost section that is on screen. */
function useCurrent(sections: Section[]): string | undefined {
  const [visible, setVisible] = useState<Record<string, boolean>>({});
  useEffect(() => {
    if (typeof IntersectionObserver === 'undefined') {
      return undefined;
    }
    const observer = new IntersectionObserver(entries =>
      setVisible(before => ({
        ...before,
        ...Object.fromEntries(
          entries.map(({ target, isIntersecting }) => [
            target.id,
            isIntersecting,
          ]),
        ),
      })),
    );
    sections.forEach(({ id }) => {
      const section = document.getElementById(id);
      if (section) {
        observer.observe(section);
      }
    });
    return () => observer.disconnect();
  }, [sections]);
  return sections.find(({ id }) => visible[id])?.id;
}
