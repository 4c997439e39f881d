/** A text in which what is joined by hyphens, such as a name or a flag, is broken only where no line could hold it. */
export const WholeWords = ({ text }: { readonly text: string }) =>
  text.split(/(\S+-\S+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name than their place.
      <span key={at} className="wrap-anywhere inline-block max-w-full">
        {part}
      </span>
    ),
  )
