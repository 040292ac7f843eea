package joyul.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import joyul.check.InputException;

/**
 * A format that is no CSV text, told by how its files start.
 *
 * @param start the bytes, as Latin-1 characters
 * @param name what such a file is
 * @param remedy what to do
 */
record ForeignFormat(String start, String name, String remedy) {
    private static final String TO_CSV = "export it as CSV, in Python: pandas.";
    private static final String UNPACK = "unpack it and give the CSV file inside";
    private static final String PICTURE = "give a table of numbers (CSV) or a folder of IDX files";
    private static final String DATABASE = "export a table of it as CSV";

    /** Binary formats, whose names alone could be those of a column. */
    private static final List<ForeignFormat> BINARY = List.of(
            new ForeignFormat("\u0093NUMPY", "a NumPy array (.npy)", saved("numpy.load(FILE)")),
            new ForeignFormat("PAR1", "a Parquet file", TO_CSV + "read_parquet(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat("ARROW1", "an Arrow file", TO_CSV + "read_feather(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat("FEA1", "a Feather file", TO_CSV + "read_feather(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat("\u0089HDF", "an HDF5 file", DATABASE),
            new ForeignFormat("SQLite format 3", "an SQLite database", DATABASE),
            new ForeignFormat(
                    "\u00d0\u00cf\u0011\u00e0", "an old Excel file (.xls)", "save it as CSV in the spreadsheet"),
            new ForeignFormat("\u0089PNG", "a PNG picture", PICTURE),
            new ForeignFormat("\u00ff\u00d8\u00ff", "a JPEG picture", PICTURE),
            new ForeignFormat("GIF8", "a GIF picture", PICTURE),
            new ForeignFormat("%PDF", "a PDF document", "give the table as CSV"),
            new ForeignFormat("BZh", "a bzip2 archive", UNPACK),
            new ForeignFormat("\u00fd7zXZ", "an xz archive", UNPACK),
            new ForeignFormat("(\u00b5/\u00fd", "a Zstandard archive", UNPACK),
            new ForeignFormat("7z\u00bc\u00af", "a 7-Zip archive", UNPACK),
            new ForeignFormat("Rar!", "a RAR archive", UNPACK),
            new ForeignFormat(
                    "\u0080\u0002", "a Python pickle", TO_CSV + "read_pickle(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat(
                    "\u0080\u0003", "a Python pickle", TO_CSV + "read_pickle(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat(
                    "\u0080\u0004", "a Python pickle", TO_CSV + "read_pickle(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat(
                    "\u0080\u0005", "a Python pickle", TO_CSV + "read_pickle(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat(
                    "\0\0\b", "one IDX file", "give the folder that holds " + String.join(", ", IdxFolder.FILES)));

    private static final List<ForeignFormat> TEXT = List.of(
            new ForeignFormat("<!DOCTYPE", "a web page, not the data it links to", "download the file itself"),
            new ForeignFormat("<html", "a web page, not the data it links to", "download the file itself"),
            new ForeignFormat("<?xml", "an XML file", DATABASE),
            new ForeignFormat("{\"", "a JSON file", TO_CSV + "read_json(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat("[{", "a JSON file", TO_CSV + "read_json(FILE).to_csv('data.csv', index=False)"),
            new ForeignFormat("@relation", "an ARFF file", "export it as CSV, in Weka: Save as CSV"));

    /** Refuses a file that is of one of these formats, or holds no text at all. */
    static void refuse(String name, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        for (ForeignFormat format : isBinary(start) ? BINARY : TEXT) {
            if (start.regionMatches(true, 0, format.start, 0, format.start.length())) {
                throw new InputException(name + " is " + format.name + "; " + format.remedy);
            }
        }
        if (start.startsWith("PK\3\4")) {
            throw zip(name, start);
        }
        boolean utf16 = start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff");
        if (!utf16 && start.indexOf('\0') >= 0) {
            throw new InputException(name + " is not text: it holds a zero byte; give a CSV file, saved as UTF-8");
        }
    }

    /** A zip archive's first entry says whose it is. */
    private static InputException zip(String name, String start) {
        if (start.contains(".npy")) {
            return new InputException(name + " holds NumPy arrays (.npz); " + saved("numpy.load(FILE)[NAME]"));
        }
        if (start.contains("[Content_Types].xml") || start.contains("xl/") || start.contains("_rels/")) {
            return new InputException(name + " is an Excel file (.xlsx); save it as CSV in the spreadsheet");
        }
        if (start.contains("content.xml") || start.contains("mimetypeapplication/vnd.oasis")) {
            return new InputException(name + " is an OpenDocument file; save it as CSV in the spreadsheet");
        }
        return new InputException(name + " is a zip archive; " + UNPACK);
    }

    private static boolean isBinary(String start) {
        return start.chars().anyMatch(c -> c < '\t' || (c > '\r' && c < ' ' && c != '\33'));
    }

    private static String saved(String array) {
        return "save it as CSV, in Python: numpy.savetxt('data.csv', " + array
                + ", delimiter=',', header='a,b,label', comments='')";
    }
}
