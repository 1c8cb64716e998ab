/** Pure planners: from what is wanted and what is observed to what must happen. */
@org.jspecify.annotations.NullMarked
package np.plan;
