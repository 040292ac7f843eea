package joyul.data;

import static joyul.data.IdxFiles.gzip;
import static joyul.data.IdxFiles.idx;
import static joyul.data.IdxFiles.images;
import static joyul.data.IdxFiles.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class IdxTest {
    @Test
    void imagesAndLabelsAreReadPlainAndGzipped() {
        for (byte[] file : new byte[][] {images(2), gzip(images(2))}) {
            Idx images = Idx.readEmbedded(file, "images", Idx.IMAGES);
            assertThat(images.count()).isEqualTo(2);
            assertThat(images.size(1)).isEqualTo(2);
            assertThat(images.size(2)).isEqualTo(3);
            assertThat(images.values()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        }
        byte[] labels = idx(Idx.LABELS, new int[] {2}, new byte[] {7, (byte) 200});
        assertThat(Idx.readEmbedded(labels, "labels", Idx.LABELS).labels()).containsExactly(7, 200);
    }

    @Test
    void aTruncatedFileNamesTheByteCountsExpectedAndSeen() {
        byte[] cut = Arrays.copyOf(images(2), 25);
        for (byte[] file : new byte[][] {cut, gzip(cut)}) {
            assertThatThrownBy(() -> Idx.readEmbedded(file, "images", Idx.IMAGES))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("images is truncated")
                    .hasMessageContaining("28 bytes, but it has 25");
        }
    }

    @Test
    void aGzipFileCutAnywhereIsTruncated() {
        byte[] whole = gzip(images(100));
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Idx.readEmbedded(cut, "images", Idx.IMAGES))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void aShortHeadAndAnEmptyFileAreTruncated() {
        assertThatThrownBy(() -> Idx.readEmbedded(Arrays.copyOf(images(2), 7), "images", Idx.IMAGES))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("16 bytes, but it has 7");
        assertThatThrownBy(() -> Idx.readEmbedded(new byte[0], "images", Idx.IMAGES))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("16 bytes, but it has 0");
    }

    @Test
    void aWrongMagicNumberIsNamedWithTheRightOne() {
        assertThatThrownBy(() -> Idx.readEmbedded(labels(40), "images", Idx.IMAGES))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0x00000801")
                .hasMessageContaining("an IDX file of images starts with 0x00000803");
    }

    @Test
    void moreBytesThanTheHeadSaysAreRefused() {
        byte[] longer = Arrays.copyOf(images(2), 29);
        assertThatThrownBy(() -> Idx.readEmbedded(longer, "images", Idx.IMAGES))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("longer than the 28 bytes");
    }

    @Test
    void absurdSizesDoNotAllocate() {
        byte[] twoGigabytes = idx(Idx.IMAGES, new int[] {70_000, 170, 170}, new byte[6]);
        assertThatThrownBy(() -> Idx.readEmbedded(twoGigabytes, "images", Idx.IMAGES))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2023000016 bytes, but it has 22");
        for (int[] sizes : new int[][] {{-1, 28, 28}, {0, 28, 28}, {1 << 30, 1 << 30, 1 << 30}}) {
            assertThatThrownBy(() -> Idx.readEmbedded(idx(Idx.IMAGES, sizes, new byte[6]), "images", Idx.IMAGES))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("must be between 1 and 2 GB");
        }
    }

    @Test
    void everyDamagedByteOfAGzipFileIsNoticedOrHarmless() {
        byte[] whole = gzip(images(100));
        byte[] expected = Idx.readEmbedded(whole, "images", Idx.IMAGES).values();
        for (int i = 2; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x55;
            try {
                // The head of gzip has bytes that mean nothing, as the time.
                assertThat(Idx.readEmbedded(damaged, "images", Idx.IMAGES).values())
                        .isEqualTo(expected);
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("images");
            }
        }
    }

    @Test
    void aDamagedEmbeddedFileSaysWhatToDo() {
        byte[] file = gzip(images(100));
        file[file.length - 8] ^= 1;
        assertThatThrownBy(() -> Idx.readEmbedded(file, "the embedded file x", Idx.IMAGES))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the embedded file x is damaged")
                .hasMessageContaining("build or install Joyul again");
    }
}
