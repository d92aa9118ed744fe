import { FileButton, Loader } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../../../api.ts";
import { useSettings } from "../../../session.ts";
import { smallPicture } from "../../../small-image.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import styles from "./Editor.module.css";
import { builderWords } from "./words.ts";

/** A choice's picture, and another one by a click. Customers who do not see it have the choice's words read to them. */
export function LineImage({ image, label, onChange }: { image: string; label: string; onChange(image: string): void }) {
  const words = useWords(builderWords).edit;
  const workspaceId = useSettings()?.id ?? "";
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const data = await smallPicture(file).catch(() => null);
      if (!data) throw new Error(words.imageUnreadable);
      return ask(api.v1.images.$post({ json: { purpose: "picture", data } }));
    },
    onSuccess: ({ id }) => onChange(id),
  });
  return (
    <>
      <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && upload.mutate(file)}>
        {(props) => (
          <button
            {...props}
            type="button"
            className={styles.image}
            aria-label={image ? words.otherImage(label) : words.chooseImage(label)}
            title={image ? words.otherImage(label) : words.chooseImage(label)}
            disabled={upload.isPending}
          >
            {upload.isPending ? (
              <Loader size={14} color="gray" />
            ) : image ? (
              <img src={`/media/${workspaceId}/${image}`} alt="" />
            ) : (
              <Icon name="plus" size={14} />
            )}
          </button>
        )}
      </FileButton>
      {upload.error && (
        <span className={styles.imageFault} role="alert">
          {upload.error.message}
        </span>
      )}
    </>
  );
}
