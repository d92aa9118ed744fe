export { addImage, type ImageType, type ImageView, mediaPath, missingImages, readImage } from "./images.ts";
